package org.messageroaming.benchmarks.stack;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What processes of a kind have cost of processors since they were started, all of a kind together. */
public final class ProcessorTimes {
    private final Map<Long, String> kinds = new LinkedHashMap<>();

    void watch(String kind, long pid) {
        kinds.put(pid, kind);
    }

    /** By kind, in microseconds, as the operating system accounts for it: to ten milliseconds. */
    public Map<String, Double> now() {
        Map<String, Double> times = new TreeMap<>();
        kinds.forEach((pid, kind) -> times.merge(kind, micros(pid), Double::sum));
        return times;
    }

    private static double micros(long pid) {
        return ProcessHandle.of(pid)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElse(Duration.ZERO)
                        .toNanos()
                / 1000.0;
    }
}
