package org.messageroaming.benchmarks.stack;

import java.net.URI;

/**
 * What a service tells of itself at the moment.
 *
 * @param rest calls as a back end, which alone may ask
 * @param service where it is
 * @param name as Prometheus gives it
 */
public record Gauge(Rest rest, URI service, String name) {

    /** The sum over all its labels; 0 while there is none. */
    public double value() {
        return rest.text(service, "/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
