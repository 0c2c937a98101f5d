package io.yarnflink.launcher.embedded;

import java.util.List;

/** What the JVM of an embedded cluster needs to be told. */
public final class EmbeddedJvm {

    /** Hadoop 3.4's dependency injection defines classes by reflection, which JDK 17 permits only so. */
    public static final List<String> OPENS =
            List.of("--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/java.net=ALL-UNNAMED");

    static final List<String> OPTIONS = List.of(
            "-Xmx768m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.net.preferIPv4Stack=true",
            "-Dlog4j2.configurationFile=classpath:io/yarnflink/launcher/embedded/log4j2.properties");

    private EmbeddedJvm() {}
}
