package io.replaymq.server;

import picocli.CommandLine.IVersionProvider;

/** The version of this program, from the jar it is in. */
final class Version implements IVersionProvider {
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"ReplayMQ " + text()};
    }
}
