package io.yarnflink.it.ledger;

import java.util.Arrays;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The ledger with Kafka's transactions in place of files, and a job that copies a topic, which ends where the topic
 * ended when it began. Arguments: {@code write SERVER TOPIC} and the ledger's, or {@code copy SERVER FROM TO}.
 */
public final class KafkaLedgerJob {

    private static final int LEDGER_ARGUMENTS = 3;
    private static final String TRANSACTION_TIMEOUT_MILLIS = "600000";

    private KafkaLedgerJob() {}

    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        String server = arguments[1];
        if (arguments[0].equals("write")) {
            LedgerOptions options =
                    LedgerOptions.parse(Arrays.copyOfRange(arguments, LEDGER_ARGUMENTS, arguments.length));
            toTopic(LedgerJob.lines(env, options), server, arguments[2]);
        } else {
            toTopic(topic(env, server, arguments[2]), server, arguments[3]);
        }
        env.execute("kafka ledger");
    }

    /** What is committed in a topic when the job begins. */
    public static DataStream<String> topic(StreamExecutionEnvironment env, String server, String topic) {
        KafkaSource<String> source = KafkaSource.<String>builder()
                .setBootstrapServers(server)
                .setTopics(topic)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setBounded(OffsetsInitializer.latest())
                .setProperty("isolation.level", "read_committed")
                .setValueOnlyDeserializer(new SimpleStringSchema())
                .build();
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), topic).uid(topic);
    }

    /** Writes the lines to a topic, in transactions that a checkpoint commits. */
    public static void toTopic(DataStream<String> lines, String server, String topic) {
        KafkaSink<String> sink = KafkaSink.<String>builder()
                .setBootstrapServers(server)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(topic)
                .setProperty("transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS)
                .setRecordSerializer(KafkaRecordSerializationSchema.builder()
                        .setTopic(topic)
                        .setValueSerializationSchema(new SimpleStringSchema())
                        .build())
                .build();
        lines.sinkTo(sink).uid("topic").name("topic");
    }
}
