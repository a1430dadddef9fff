package org.messageroaming.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** What was measured, as tables in Markdown. Each is empty where there is nothing for it. */
final class Tables {
    private Tables() {}

    static String ratios(List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return "";
        }
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
        return table.append('\n').toString();
    }

    /** What one unit of each work took of processors, where that is known. */
    static String costs(List<Outcome> outcomes) {
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

    static String figures(List<Figure> figures) {
        if (figures.isEmpty()) {
            return "";
        }
        StringBuilder table = new StringBuilder(
                "Figures that are held against no limit:\n\n| # | what | unit | median (lowest to highest)"
                        + " | of | on |\n| --- | --- | --- | ---: | ---: | --- |\n");
        for (Figure figure : figures) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | **%s** (%s to %s) | %d | %s |%n",
                    figure.survey(),
                    figure.what(),
                    figure.unit(),
                    rounded(figure.median()),
                    rounded(figure.lowest()),
                    rounded(figure.highest()),
                    figure.values().size(),
                    figure.on()));
        }
        return table.append('\n').toString();
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.2f", value);
    }
}
