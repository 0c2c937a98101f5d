package io.yarnflink.launcher.local;

import io.yarnflink.launcher.shipping.Parcel;
import io.yarnflink.launcher.shipping.ShippingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of shipped files where nothing is shipped: the application runs in the folder that the command runs in, so it
 * finds by its name what lies there, and JARs wherever they lie. Pure.
 *
 * @param classPath entries as the JVM wants them
 * @param plugins the folder with Flink's plug-ins
 * @param logging a logging configuration of the user's own
 * @param problems each in a sentence
 */
record LocalParcels(List<String> classPath, Optional<Path> plugins, Optional<Path> logging, List<String> problems) {

    static LocalParcels of(List<Parcel> parcels, Path here) {
        List<String> classPath = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Optional<Path> plugins = Optional.empty();
        Optional<Path> logging = Optional.empty();
        for (Parcel parcel : parcels) {
            Path source = here.resolve(parcel.source()).normalize();
            if (parcel.link().equals(ShippingPlan.PLUGINS_LINK)) {
                plugins = Optional.of(source);
            } else if (parcel.link().startsWith(ShippingPlan.LOGGING_LINK + ".")) {
                logging = Optional.of(source);
            } else if (parcel.form() == Parcel.Form.ARCHIVE) {
                problems.add("Nothing is unpacked with --target local: unpack " + source + " into " + here + "/"
                        + parcel.link() + ", where the program looks for it, and leave --ship out");
            } else if (parcel.link().endsWith(".jar")) {
                classPath.add(source.toString());
            } else if (!here.resolve(parcel.link()).normalize().equals(source)) {
                problems.add("Nothing is copied with --target local: start the command in " + source.getParent()
                        + ", where the program finds " + parcel.link() + " by its name");
            } else if (parcel.form() == Parcel.Form.FOLDER) {
                classPath.add(source.toString());
                classPath.add(source + "/*");
            }
        }
        return new LocalParcels(classPath, plugins, logging, problems);
    }
}
