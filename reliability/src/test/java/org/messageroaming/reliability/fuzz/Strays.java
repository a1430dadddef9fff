package org.messageroaming.reliability.fuzz;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Requests to what no OpenAPI document names: unknown paths and versions, operators' pages, framework pages. */
final class Strays implements Campaign.Source {
    private static final List<String> METHODS =
            List.of("GET", "GET", "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD");

    private static final List<String> PATHS = List.of(
            "",
            "v1",
            "v1/",
            "v0/conversations/a",
            "v2/conversations/a",
            "v1/conversations",
            "v1/users",
            "v1/users/me",
            "v1/conversations/a/b",
            "v1/deliveries/a",
            "v1/users/me/inbox/1",
            "v1/internal",
            "V1/deliveries",
            "v1//deliveries",
            "actuator",
            "actuator/env",
            "actuator/heapdump",
            "actuator/threaddump",
            "actuator/metrics",
            "actuator/loggers",
            "actuator/shutdown",
            "actuator/prometheus",
            "actuator/health/redis",
            "actuator/health/cassandra",
            "actuator/health/liveness",
            "actuator/../v1/deliveries",
            "actuator;/env",
            "actuator/health;/../env",
            "actuator/health/..%2fenv",
            "actuator/%70rometheus",
            "actuator//prometheus",
            "ACTUATOR/prometheus",
            "error",
            "error?status=500",
            "v3/api-docs",
            "v3/api-docs.yaml",
            "v3/api-docs/x",
            "v3/api-docs/../../actuator/env",
            "swagger-ui.html",
            "swagger-ui/index.html",
            "favicon.ico",
            "index.html",
            "WEB-INF/web.xml",
            "META-INF/MANIFEST.MF",
            "..;/actuator/env",
            "static/..%5c..%5capplication.yaml",
            "login",
            "logout",
            "oauth2/authorization/x",
            "h2-console",
            ".git/config",
            "robots.txt",
            "%2e%2e/%2e%2e/etc/passwd",
            "*",
            "graphql",
            "jolokia",
            "manager/html");

    private final List<String> fieldNames;

    Strays(List<String> fieldNames) {
        this.fieldNames = fieldNames;
    }

    @Override
    public Attack attack(int number, World world, SplittableRandom random) {
        Draft draft = draw(world, random, METHODS.get(random.nextInt(METHODS.size())));
        if (random.nextBoolean()) {
            ApiOperation operation = new ApiOperation(draft.method, "/", List.of(), true);
            new Mutations(operation, fieldNames, world, random).bend(draft);
        }
        return draft.toAttack("stray #" + number);
    }

    private static Draft draw(World world, RandomGenerator random, String method) {
        Draft draft = new Draft(world, method);
        draft.segments.addAll(List.of(PATHS.get(random.nextInt(PATHS.size())).split("/", -1)));
        draft.wild = true;
        draft.authorization = switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> "Bearer " + world.service();
            default -> "Bearer " + world.tokens().user(world.ann());
        };
        if (!method.equals("GET") && random.nextBoolean()) {
            draft.body = "{}";
            draft.contentType = "application/json";
        }
        return draft;
    }
}
