package io.replaymq.groups.api;

/**
 * What a member wants of its group.
 *
 * @param filter which messages it gets; those it does not want stay for others
 * @param exclusivity whether it shares them
 * @param priority who is served first while it has room, the highest: by whoever hands out messages to several members. Of several
 *     exclusive members the highest comes next. Any number
 */
public record MemberOptions(MessageFilter filter, Exclusivity exclusivity, int priority) {
    /** Gets what comes, and shares it. */
    public static final MemberOptions DEFAULTS = new MemberOptions(MessageFilter.ALL, Exclusivity.SHARED, 0);

    /** These with another filter. */
    public MemberOptions withFilter(MessageFilter wanted) {
        return new MemberOptions(wanted, exclusivity, priority);
    }

    /** These, sharing or not. */
    public MemberOptions with(Exclusivity other) {
        return new MemberOptions(filter, other, priority);
    }

    /** These with another priority. */
    public MemberOptions withPriority(int other) {
        return new MemberOptions(filter, exclusivity, other);
    }
}
