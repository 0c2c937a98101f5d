package io.yarnflink.runtime.application;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the ApplicationMaster and the TaskManagers must know of an application, fixed at submission. It travels
 * in a container's credentials, never in its arguments or environment, because the configuration may hold secrets.
 *
 * @param name the application's name
 * @param entryClass the class whose {@code main} is run; empty for the one that the JAR's manifest names
 * @param programArguments what reaches {@code main}, untouched
 * @param jobJar the job JAR's path relative to the container's working folder
 * @param configuration effective Flink configuration: flat keys to values
 * @param siteConfiguration the client's settings for storage and resource manager that differ from their defaults
 * @param files what containers get besides their own process: the runtime archive and the job JAR among them
 * @param applicationFile location of the one file that belongs to this application alone and goes with it
 * @param logFolder location of the application's numbered log; empty for a process that has no use for it
 */
public record ApplicationDescriptor(
        String name,
        Optional<String> entryClass,
        List<String> programArguments,
        String jobJar,
        Map<String, String> configuration,
        Map<String, String> siteConfiguration,
        List<ShippedFile> files,
        String applicationFile,
        Optional<String> logFolder) {

    /** Under which name the encoded descriptor travels in credentials. */
    public static final String CREDENTIAL = "yarnflink.application";

    public ApplicationDescriptor {
        programArguments = List.copyOf(programArguments);
        configuration = Map.copyOf(configuration);
        siteConfiguration = Map.copyOf(siteConfiguration);
        files = List.copyOf(files);
    }

    /** Encodes this descriptor; {@link #decode} reverses it. */
    public byte[] encode() {
        return DescriptorCodec.encode(this);
    }

    /**
     * Decodes what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes are damaged or of another format version
     */
    public static ApplicationDescriptor decode(byte[] bytes) {
        return DescriptorCodec.decode(bytes);
    }
}
