package io.replaymq.groups.api;

/** Makes a filter of its text. The text is what is kept in the log; what it means is for whoever opens the groups to say. */
@FunctionalInterface
public interface FilterCompiler {
    /**
     * The filter that a text means, the same one after every restart.
     *
     * @throws RuntimeException if the text means nothing; a group with such a filter is not created, and groups that have one cannot be
     *     opened
     */
    MessageFilter compile(String text);
}
