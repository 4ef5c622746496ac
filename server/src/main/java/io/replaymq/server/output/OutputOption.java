package io.replaymq.server.output;

import picocli.CommandLine.Option;

/** The option that chooses JSON. Filled by the command line's parser. */
public final class OutputOption {
    @Option(names = "--json", description = "Prints JSON instead of text.")
    private boolean json;

    /** Whether JSON was asked for. */
    public boolean json() {
        return json;
    }
}
