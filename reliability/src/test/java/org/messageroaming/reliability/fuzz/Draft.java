package org.messageroaming.reliability.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request in the making: begins valid, and is bent by mutations. All texts are {@link Octets}. */
final class Draft {
    /** The path between its slashes. */
    final List<String> segments = new ArrayList<>();
    /** Which segments stand for variables. */
    final List<Integer> variables = new ArrayList<>();
    /** {@code name=value} each. */
    final List<String> query = new ArrayList<>();
    /** Whole lines, but those for the token and the body. */
    final List<String> headers = new ArrayList<>(List.of("Host: localhost"));

    final World world;
    String method;
    String version = "HTTP/1.1";

    @Nullable
    String authorization;

    @Nullable
    String contentType;

    @Nullable
    String body;

    Framing framing = Framing.LENGTH;
    boolean wild;

    Draft(World world, String method) {
        this.world = world;
        this.method = method;
    }

    Attack toAttack(String name) {
        List<String> lines = new ArrayList<>(headers);
        if (authorization != null) {
            lines.add("Authorization: " + authorization);
        }
        if (contentType != null) {
            lines.add("Content-Type: " + contentType);
        }
        // A target may name the whole address, as for a proxy.
        String slash = segments.get(0).startsWith("http:") ? "" : "/";
        String target = slash + String.join("/", segments) + (query.isEmpty() ? "" : "?" + String.join("&", query));
        return new Attack(name, method, target, version, lines, body, framing, wild || !framing.isHonest());
    }
}
