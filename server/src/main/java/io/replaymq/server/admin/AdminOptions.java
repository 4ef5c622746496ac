package io.replaymq.server.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.replaymq.server.output.Json;
import io.replaymq.server.output.OutputOption;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands that ask a running server have in common: which one, and how to say what it answered. Filled by the parser. */
public final class AdminOptions {
    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Connects to the server. */
    public AdminLink connect() throws InterruptedException {
        return AdminLink.open(server.url());
    }

    /** Whether JSON was asked for. */
    public boolean json() {
        return output.json();
    }

    /** Where results go. */
    public PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Where everything else goes. */
    public PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Prints one JSON document. */
    public void print(JsonNode document) {
        out().println(Json.pretty(document));
    }

    /** What is thrown for a command line that is wrong. */
    public ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
