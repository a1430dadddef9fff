package org.messageroaming.reliability.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;

/** Bends a valid request in one to three ways. */
final class Mutations {
    private static final int MOST = 3;

    private final List<Mutation> all;
    private final RandomGenerator random;

    /** One way to bend. */
    interface Mutation {
        void bend(Draft draft);
    }

    Mutations(ApiOperation operation, List<String> fieldNames, World world, RandomGenerator random) {
        this.random = random;
        Hostile hostile = new Hostile(random);
        TargetMutations target = new TargetMutations(operation, new ValidRequests(world, random), hostile, random);
        HeaderMutations headers = new HeaderMutations(hostile, random);
        BodyMutations body = new BodyMutations(new JsonBending(hostile, random, fieldNames), hostile, random);
        // What is there several times is drawn several times as often.
        this.all = List.of(
                target::variable,
                target::variable,
                target::query,
                target::query,
                target::query,
                target::anchor,
                target::cursor,
                target::cursor,
                target::path,
                headers::token,
                headers::token,
                headers::contentType,
                headers::accept,
                headers::odd,
                headers::requestLine,
                body::bend,
                body::bend,
                body::bend,
                body::bend,
                body::bend,
                body::text,
                body::text,
                body::whole,
                body::framing);
    }

    void bend(Draft draft) {
        int count = 1 + random.nextInt(MOST);
        for (int i = 0; i < count; i++) {
            all.get(random.nextInt(all.size())).bend(draft);
        }
    }
}
