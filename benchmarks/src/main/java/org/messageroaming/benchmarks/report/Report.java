package org.messageroaming.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.messageroaming.benchmarks.Benchmark;
import org.messageroaming.benchmarks.Contest.Sample;
import org.messageroaming.model.json.WireJson;
import tools.jackson.databind.JsonNode;

/**
 * All that a run found.
 *
 * @param conditions what the ratios were measured under, such as the number of processors
 * @param outcomes the ratios, in the order in which they are told
 * @param failures why what is missing could not be measured, by id
 * @param figures what is held against no limit
 */
public record Report(
        Map<String, String> conditions, List<Outcome> outcomes, Map<String, String> failures, List<Figure> figures) {
    private static final String JSON = "results.json";

    /** Copies all, in order. */
    public Report {
        conditions = new LinkedHashMap<>(conditions);
        outcomes = List.copyOf(outcomes);
        failures = new LinkedHashMap<>(failures);
        figures = List.copyOf(figures);
    }

    /**
     * Reads what an earlier run wrote; nothing where none did.
     *
     * @param benchmarks whose outcomes are known; others are left out
     */
    public static Report read(Path folder, List<Benchmark> benchmarks) throws IOException {
        Path file = folder.resolve(JSON);
        if (Files.notExists(file)) {
            return new Report(Map.of(), List.of(), Map.of(), List.of());
        }
        JsonNode json = WireJson.MAPPER.readTree(Files.readAllBytes(file));
        Map<String, Benchmark> known =
                benchmarks.stream().collect(Collectors.toMap(Benchmark::id, Function.identity()));
        List<Outcome> outcomes = new ArrayList<>();
        for (JsonNode outcome : json.path("results")) {
            Benchmark benchmark = known.get(outcome.path("id").asString());
            if (benchmark != null) {
                outcomes.add(new Outcome(benchmark, list(outcome.path("rounds"), Sample.class)));
            }
        }
        return new Report(
                texts(json.path("conditions")),
                outcomes,
                texts(json.path("failures")),
                list(json.path("figures"), Figure.class));
    }

    private static <T> List<T> list(JsonNode array, Class<T> type) {
        return array.valueStream()
                .map(value -> WireJson.MAPPER.treeToValue(value, type))
                .toList();
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.forEachEntry((name, value) -> texts.put(name, value.asString()));
        return texts;
    }

    /**
     * This one, with what only the earlier one has: figures of other surveys, and the ratios where none was tried now. Ratios are kept or
     * replaced together, since they are of one run's conditions.
     */
    public Report over(Report earlier) {
        List<String> surveys = figures.stream().map(Figure::survey).toList();
        Map<String, String> missing = new LinkedHashMap<>(outcomes.isEmpty() ? earlier.failures : Map.of());
        missing.keySet().removeAll(surveys);
        missing.putAll(failures);
        List<Figure> all = new ArrayList<>(earlier.figures.stream()
                .filter(figure -> !surveys.contains(figure.survey()))
                .toList());
        all.addAll(figures);
        return outcomes.isEmpty()
                ? new Report(earlier.conditions, earlier.outcomes, missing, all)
                : new Report(conditions, outcomes, missing, all);
    }

    /**
     * Writes {@code results.md}, {@code results.json} and {@code results.svg}.
     *
     * @param folder is made when it is not there
     */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("results.md"), text(), StandardCharsets.UTF_8);
        Files.write(
                folder.resolve(JSON),
                WireJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json()));
        if (!outcomes.isEmpty()) {
            Picture.of(outcomes, folder.resolve("results.svg"));
        }
    }

    /** The conditions, the tables, and what is missing, in Markdown. */
    public String text() {
        StringBuilder text = new StringBuilder("# Results\n\n");
        conditions.forEach((name, value) ->
                text.append("- ").append(name).append(": ").append(value).append('\n'));
        text.append('\n').append(Tables.ratios(outcomes));
        if (!failures.isEmpty()) {
            text.append("Could not be measured:\n\n");
            failures.forEach((id, cause) ->
                    text.append("- ").append(id).append(": ").append(cause).append('\n'));
            text.append('\n');
        }
        return text.append(Tables.costs(outcomes))
                .append(Tables.figures(figures))
                .append("![Ratios, as parts of what is wanted](results.svg)\n")
                .toString();
    }

    /** All of it, as what becomes JSON. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("conditions", conditions);
        json.put("results", outcomes.stream().map(Report::json).toList());
        json.put("failures", failures);
        json.put("figures", figures);
        return json;
    }

    private static Map<String, Object> json(Outcome outcome) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", outcome.benchmark().id());
        json.put("work", outcome.benchmark().work());
        json.put("limit", outcome.benchmark().limit());
        json.put("unit", outcome.benchmark().unit());
        json.put("relation", outcome.benchmark().target().relation());
        json.put("wanted", outcome.benchmark().target().ratio());
        json.put("ratio", outcome.ratio());
        json.put("met", outcome.isMet());
        json.put("processorMicros", outcome.cost());
        json.put("rounds", outcome.rounds());
        return json;
    }
}
