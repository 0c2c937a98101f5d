package io.yarnflink.launcher.yarn;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.AppState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.ipc.RPC;
import org.apache.hadoop.yarn.api.ApplicationClientProtocol;
import org.apache.hadoop.yarn.api.protocolrecords.GetApplicationAttemptReportRequest;
import org.apache.hadoop.yarn.api.protocolrecords.GetApplicationReportRequest;
import org.apache.hadoop.yarn.api.protocolrecords.GetApplicationsRequest;
import org.apache.hadoop.yarn.api.protocolrecords.GetClusterNodeLabelsRequest;
import org.apache.hadoop.yarn.api.protocolrecords.GetNewApplicationRequest;
import org.apache.hadoop.yarn.api.protocolrecords.GetNewApplicationResponse;
import org.apache.hadoop.yarn.api.protocolrecords.GetQueueInfoRequest;
import org.apache.hadoop.yarn.api.protocolrecords.GetQueueUserAclsInfoRequest;
import org.apache.hadoop.yarn.api.protocolrecords.KillApplicationRequest;
import org.apache.hadoop.yarn.api.protocolrecords.SubmitApplicationRequest;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.NodeLabel;
import org.apache.hadoop.yarn.api.records.QueueACL;
import org.apache.hadoop.yarn.api.records.QueueInfo;
import org.apache.hadoop.yarn.api.records.QueueState;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.ClientRMProxy;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.jspecify.annotations.Nullable;

/**
 * The resource manager. Thread-safe. Every method blocks for one call or, where it says so, several; it throws
 * {@link IOException} if there is no answer and {@link YarnException} if the answer is no.
 *
 * <p>Speaks the protocol itself rather than through {@code YarnClient}, which brings the timeline service's web client
 * along and polls a submission five times a second.
 */
public final class ResourceManager implements KnownApplications, AutoCloseable {

    /** The type that YARN shows for our applications. */
    public static final String APPLICATION_TYPE = "yarn-flink";

    private static final Set<QueueACL> MAY_SUBMIT = Set.of(QueueACL.SUBMIT_APPLICATIONS, QueueACL.ADMINISTER_QUEUE);
    private static final String ROOT_QUEUE = "root";
    private static final long POLL_MILLIS = 20;
    private static final long SLOW_POLL_MILLIS = 200;
    private static final int QUICK_POLLS = 50;

    private final ApplicationClientProtocol protocol;

    /** Whether YARN looks at access lists, as far as this client knows. */
    private final boolean restricted;

    private ResourceManager(ApplicationClientProtocol protocol, boolean restricted) {
        this.protocol = protocol;
        this.restricted = restricted;
    }

    /** Prepares to connect; the first call connects. */
    public static ResourceManager connect(YarnConfiguration configuration) throws IOException {
        return new ResourceManager(
                ClientRMProxy.createRMProxy(configuration, ApplicationClientProtocol.class),
                configuration.getBoolean(YarnConfiguration.YARN_ACL_ENABLE, YarnConfiguration.DEFAULT_YARN_ACL_ENABLE));
    }

    /** Has an id set aside. */
    public NewApplication newApplication() throws IOException, YarnException {
        GetNewApplicationResponse response = protocol.getNewApplication(GetNewApplicationRequest.newInstance());
        return new NewApplication(
                new AppId(response.getApplicationId().toString()),
                response.getMaximumResourceCapability().getMemorySize(),
                response.getMaximumResourceCapability().getVirtualCores());
    }

    /** Looks a queue up, in two calls. */
    public QueueSearch queue(String name) throws IOException, YarnException {
        QueueInfo info = protocol.getQueueInfo(GetQueueInfoRequest.newInstance(name, false, true, false))
                .getQueueInfo();
        if (info == null) {
            List<String> others = new ArrayList<>();
            addNames(
                    protocol.getQueueInfo(GetQueueInfoRequest.newInstance(ROOT_QUEUE, false, true, true))
                            .getQueueInfo(),
                    others);
            return new QueueSearch(Optional.empty(), others);
        }
        QueueView found = new QueueView(
                info.getQueueName(),
                info.getQueueState() == QueueState.RUNNING,
                maySubmit(info),
                children(info).stream().map(QueueInfo::getQueueName).toList());
        return new QueueSearch(Optional.of(found), List.of());
    }

    /** Where YARN says nothing of the queue, it decides at submission. */
    private boolean maySubmit(QueueInfo queue) throws IOException, YarnException {
        return !restricted
                || protocol.getQueueUserAcls(GetQueueUserAclsInfoRequest.newInstance()).getUserAclsInfoList().stream()
                        .filter(rights -> rights.getQueueName().equals(queue.getQueueName())
                                || rights.getQueueName().equals(queue.getQueuePath()))
                        .findFirst()
                        .map(rights -> !Collections.disjoint(rights.getUserAcls(), MAY_SUBMIT))
                        .orElse(true);
    }

    private static void addNames(@Nullable QueueInfo queue, List<String> names) {
        if (queue != null) {
            names.add(queue.getQueueName());
            children(queue).forEach(child -> addNames(child, names));
        }
    }

    private static List<QueueInfo> children(QueueInfo queue) {
        return queue.getChildQueues() == null ? List.of() : queue.getChildQueues();
    }

    /** The labels that nodes may have, in order; none where node labels are switched off. */
    public List<String> nodeLabels() throws IOException, YarnException {
        return protocol.getClusterNodeLabels(GetClusterNodeLabelsRequest.newInstance()).getNodeLabelList().stream()
                .map(NodeLabel::getName)
                .sorted()
                .toList();
    }

    /** How full a queue is; empty where YARN does not say. */
    public Optional<QueueUse> queueUse(String name) throws IOException, YarnException {
        QueueInfo info = protocol.getQueueInfo(GetQueueInfoRequest.newInstance(name, false, false, false))
                .getQueueInfo();
        return Optional.ofNullable(info)
                .map(QueueInfo::getQueueStatistics)
                .map(figures -> new QueueUse(
                        figures.getAllocatedMemoryMB(),
                        figures.getAllocatedVCores(),
                        figures.getAvailableMemoryMB(),
                        figures.getAvailableVCores()));
    }

    /** Submits, and calls until YARN has accepted or refused; a refusal throws with YARN's reason. */
    public YarnReport submit(ApplicationSubmissionContext context)
            throws IOException, YarnException, InterruptedException {
        protocol.submitApplication(SubmitApplicationRequest.newInstance(context));
        AppId id = new AppId(context.getApplicationId().toString());
        for (int poll = 0; ; poll++) {
            YarnReport report = report(id);
            AppState state = report.summary().state();
            if (state == AppState.FAILED || state == AppState.KILLED) {
                throw new YarnException(
                        id + " was not taken on: " + report.summary().diagnostics());
            }
            if (state != AppState.SUBMITTING) {
                return report;
            }
            pause(poll);
        }
    }

    /** What YARN says of an application. */
    public YarnReport report(AppId id) throws IOException, YarnException {
        return Reports.read(protocol.getApplicationReport(GetApplicationReportRequest.newInstance(parse(id)))
                .getApplicationReport());
    }

    /** What YARN says of how an attempt of the ApplicationMaster ended; empty if nothing. */
    public String attemptDiagnostics(AppId id, int attempt) throws IOException, YarnException {
        String said = protocol.getApplicationAttemptReport(GetApplicationAttemptReportRequest.newInstance(
                        ApplicationAttemptId.newInstance(parse(id), attempt)))
                .getApplicationAttemptReport()
                .getDiagnostics();
        return said == null ? "" : said;
    }

    @Override
    public Fate fate(AppId id) throws IOException {
        try {
            return report(id).summary().state().hasEnded() ? Fate.ENDED : Fate.LIVE;
        } catch (ApplicationNotFoundException e) {
            return Fate.UNKNOWN;
        } catch (YarnException e) {
            throw new IOException("The resource manager does not tell of " + id, e);
        }
    }

    /**
     * Applications of our type that the user may see.
     *
     * @param ended whether those that have ended are wanted too
     */
    public List<YarnReport> list(boolean ended) throws IOException, YarnException {
        EnumSet<YarnApplicationState> states = EnumSet.allOf(YarnApplicationState.class);
        if (!ended) {
            states.removeAll(EnumSet.of(
                    YarnApplicationState.FINISHED, YarnApplicationState.FAILED, YarnApplicationState.KILLED));
        }
        return protocol
                .getApplications(GetApplicationsRequest.newInstance(Set.of(APPLICATION_TYPE), states))
                .getApplicationList()
                .stream()
                .map(Reports::read)
                .toList();
    }

    /** Kills an application, and calls until it is gone. */
    public YarnReport kill(AppId id) throws IOException, YarnException, InterruptedException {
        for (int poll = 0; ; poll++) {
            YarnReport report = report(id);
            if (report.summary().state().hasEnded()) {
                return report;
            }
            protocol.forceKillApplication(KillApplicationRequest.newInstance(parse(id)));
            pause(poll);
        }
    }

    private static void pause(int poll) throws InterruptedException {
        Thread.sleep(poll < QUICK_POLLS ? POLL_MILLIS : SLOW_POLL_MILLIS);
    }

    private static ApplicationId parse(AppId id) {
        return ApplicationId.fromString(id.value());
    }

    @Override
    public void close() {
        RPC.stopProxy(protocol);
    }
}
