package org.messageroaming.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.messageroaming.model.json.WireJson;

/** All outcomes of a run. */
public final class Report {
    private final List<Outcome> outcomes;
    private final Map<String, String> conditions;

    /**
     * @param outcomes in the order in which they are told
     * @param conditions what the run was made under, such as the number of processors
     */
    public Report(List<Outcome> outcomes, Map<String, String> conditions) {
        this.outcomes = List.copyOf(outcomes);
        this.conditions = new LinkedHashMap<>(conditions);
    }

    private String table() {
        StringBuilder table = new StringBuilder("| # | work | limit | unit | work | limit | ratio (lowest to highest) |"
                + " wanted | |\n| --- | --- | --- | --- | ---: | ---: | ---: | ---: | --- |\n");
        for (Outcome outcome : outcomes) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s | %s | **%.2f** (%.2f to %.2f) | %s | %s |%n",
                    outcome.benchmark().id(),
                    outcome.benchmark().work(),
                    outcome.benchmark().limit(),
                    outcome.benchmark().unit(),
                    rounded(outcome.work()),
                    rounded(outcome.limit()),
                    outcome.ratio(),
                    outcome.lowest(),
                    outcome.highest(),
                    outcome.benchmark().target(),
                    outcome.isMet() ? "met" : "missed"));
        }
        return table.toString();
    }

    /** What one unit of each work took of processors, in Markdown; empty where that is known of none. */
    private String costs() {
        List<Outcome> known =
                outcomes.stream().filter(outcome -> !outcome.cost().isEmpty()).toList();
        if (known.isEmpty()) {
            return "";
        }
        List<String> kinds = List.copyOf(known.get(0).cost().keySet());
        StringBuilder table = new StringBuilder(
                        "Processor time in microseconds of one (answer, entry, message, page):\n\n| # | work | ")
                .append(String.join(" | ", kinds))
                .append(" |\n| --- | ---")
                .append(" | ---:".repeat(kinds.size()))
                .append(" |\n");
        for (Outcome outcome : known) {
            table.append("| ")
                    .append(outcome.benchmark().id())
                    .append(" | ")
                    .append(outcome.benchmark().work());
            kinds.forEach(kind -> table.append(
                    String.format(Locale.ROOT, " | %.0f", outcome.cost().getOrDefault(kind, 0.0))));
            table.append(" |\n");
        }
        return table.append('\n').toString();
    }

    private static String rounded(double value) {
        return value >= 100 ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.2f", value);
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
                folder.resolve("results.json"),
                WireJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json()));
        Picture.of(outcomes, folder.resolve("results.svg"));
    }

    /** The conditions, the table, and what each costs, in Markdown. */
    public String text() {
        StringBuilder text = new StringBuilder("# Results\n\n");
        conditions.forEach((name, value) ->
                text.append("- ").append(name).append(": ").append(value).append('\n'));
        return text.append('\n')
                .append(table())
                .append('\n')
                .append(costs())
                .append("![Ratios, as parts of what is wanted](results.svg)\n")
                .toString();
    }

    /** All of it, as what becomes JSON. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("conditions", conditions);
        json.put("results", outcomes.stream().map(Report::json).toList());
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
