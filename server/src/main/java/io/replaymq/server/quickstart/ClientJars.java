package io.replaymq.server.quickstart;

import java.io.File;
import java.nio.file.Path;

/** What a JMS application needs on its class path. */
final class ClientJars {
    /** The root of the distribution; set by its launcher. */
    private static final String HOME_PROPERTY = "replaymq.home";

    private ClientJars() {}

    /** The jars of the distribution's client folder and the example; without a distribution, this process's class path. */
    static String classPath() {
        String home = System.getProperty(HOME_PROPERTY, "");
        if (home.isEmpty()) {
            return System.getProperty("java.class.path", "");
        }
        return Path.of(home, "client", "*") + File.pathSeparator + Path.of(home, "examples", "lines", "*");
    }
}
