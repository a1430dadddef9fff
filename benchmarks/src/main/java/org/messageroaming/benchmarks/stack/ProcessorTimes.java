package org.messageroaming.benchmarks.stack;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What processes of a kind have cost of processors since they were started, all of a kind together. */
public final class ProcessorTimes {
    private final Map<Long, String> kinds = new LinkedHashMap<>();

    void watch(String kind, long pid) {
        kinds.put(pid, kind);
    }

    /** For one that ends, which must not count as if it had given time back. */
    void forget(long pid) {
        kinds.remove(pid);
    }

    /**
     * By kind, in microseconds, as the operating system accounts for it: to ten milliseconds.
     *
     * @throws IllegalStateException when one of the processes has ended
     */
    public Map<String, Double> now() {
        Map<String, Double> times = new TreeMap<>();
        kinds.forEach((pid, kind) -> times.merge(kind, micros(pid), Double::sum));
        return times;
    }

    private static double micros(long pid) {
        return ProcessHandle.of(pid)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElseThrow(() -> new IllegalStateException("process " + pid + " has ended"))
                        .toNanos()
                / 1000.0;
    }
}
