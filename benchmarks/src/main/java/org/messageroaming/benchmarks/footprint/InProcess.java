package org.messageroaming.benchmarks.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.messageroaming.benchmarks.Survey;
import org.messageroaming.benchmarks.report.Figure;
import org.messageroaming.benchmarks.stack.Stack;
import org.messageroaming.model.json.WireJson;
import tools.jackson.databind.JsonNode;

/** The parts of a pull and of a page that need no server, by JMH ({@code benchmarks/in-process}): their time, and what they allocate. */
final class InProcess implements Survey {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    /** Microseconds on the average of five iterations of a second after three, in one JVM; what fails must not be told as a lack of figures. */
    private static final List<String> SETTINGS = List.of(
            "-bm", "avgt", "-tu", "us", "-f", "1", "-wi", "3", "-w", "1", "-i", "5", "-r", "1", "-prof", "gc", "-foe",
            "true");

    @Override
    public String id() {
        return "in-process";
    }

    @Override
    public List<Figure> measure(Stack stack) throws Exception {
        Path module = stack.repository().resolve("benchmarks/in-process/target");
        Path results = module.resolve("jmh.json");
        Path log = module.resolve("jmh.log");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = module.resolve("classes") + ":"
                + Files.readString(module.resolve("classpath")).trim();
        List<String> command = new ArrayList<>(List.of(java, "-cp", classes, "org.openjdk.jmh.Main"));
        command.addAll(SETTINGS);
        command.addAll(List.of("-rf", "json", "-rff", results.toString()));
        Process jmh = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        // JMH goes on when nobody waits for it any more.
        Thread end = new Thread(jmh::destroy, "end-jmh");
        Runtime.getRuntime().addShutdownHook(end);
        if (jmh.waitFor() != 0) {
            throw new IOException("JMH failed; see " + log);
        }
        List<Figure> figures = new ArrayList<>();
        for (JsonNode result : WireJson.MAPPER.readTree(Files.readAllBytes(results))) {
            figures.addAll(of(result));
        }
        return figures;
    }

    private List<Figure> of(JsonNode result) {
        String full = result.path("benchmark").asString();
        String name = full.substring(full.lastIndexOf('.', full.lastIndexOf('.') - 1) + 1);
        JsonNode time = result.path("primaryMetric");
        return List.of(
                Figure.today(id(), name, time.path("scoreUnit").asString(), values(time)),
                Figure.today(
                        id(),
                        name + ", allocated",
                        "B",
                        values(result.path("secondaryMetrics").path(ALLOCATED))));
    }

    /** Of each fork each iteration's. */
    private static List<Double> values(JsonNode metric) {
        return metric.path("rawData")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asDouble)
                .toList();
    }
}
