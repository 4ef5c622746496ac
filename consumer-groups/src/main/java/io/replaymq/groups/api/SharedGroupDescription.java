package io.replaymq.groups.api;

/**
 * How a group stands.
 *
 * @param spec what it was created as
 * @param settings its present settings
 * @param members members, those included that are disconnected and may still resume
 * @param connectedMembers members that are connected
 * @param inFlight messages that are held by members, or on their way to be settled
 * @param backlog messages that are not settled, those in flight and the delayed included
 * @param delayed messages that were given back and wait for their time
 * @param deadLetters messages in its dead-letter topic that nobody has settled there; groups that share the topic share the number
 */
public record SharedGroupDescription(
        GroupSpec spec,
        GroupSettings settings,
        int members,
        int connectedMembers,
        long inFlight,
        long backlog,
        long delayed,
        long deadLetters) {}
