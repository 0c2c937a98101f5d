package io.yarnflink.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code yarn-flink}. */
@Command(
        name = "yarn-flink",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = RootCommand.Versions.class,
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%n",
        commandListHeading = "%nCommands:%n")
final class RootCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Expected a command");
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
