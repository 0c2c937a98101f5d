package io.yarnflink.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code yarn-flink}. */
@Command(
        name = "yarn-flink",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = RootCommand.Versions.class,
        abbreviateSynopsis = true,
        description = "Runs Apache Flink jobs, as they are, on Hadoop YARN with a cluster of their own.",
        footer = {
            "",
            "First steps:",
            "  yarn-flink embedded start                          HDFS and YARN on this machine",
            "  yarn-flink run-application --target embedded job.jar",
            "",
            "  export HADOOP_CONF_DIR=/etc/hadoop/conf            a real cluster",
            "  yarn-flink run-application -p 4 job.jar --input hdfs:///data/in",
            "",
            "Exit codes:",
            "  0 done or succeeded   1 failed          2 bad usage   3 killed   4 cluster unreachable",
            "  5 refused             6 no such application            7 no embedded cluster",
            "  8 application or job does not run   9 its name is taken   10 no containers in time",
            "  130 detached with Ctrl-C"
        },
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nParameters:%n",
        commandListHeading = "%nCommands:%n")
final class RootCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.BAD_USAGE.number();
    }

    /** This project's version, and those of the libraries that its users depend on. */
    static final class Versions implements IVersionProvider {

        @Override
        public String[] getVersion() throws IOException {
            Properties versions = new Properties();
            try (InputStream in = RootCommand.class.getResourceAsStream("versions.properties")) {
                if (in != null) {
                    versions.load(in);
                }
            }
            return new String[] {
                "yarn-flink " + versions.getProperty("yarn-flink", "of unknown version"),
                "Apache Flink " + versions.getProperty("flink", "unknown"),
                "Apache Hadoop client " + versions.getProperty("hadoop", "unknown"),
                "Java " + System.getProperty("java.version")
            };
        }
    }
}
