package org.messageroaming.reliability.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Valid requests of one operation, each bent in one to three ways. */
record Bent(ApiOperation operation, List<String> fieldNames) implements Campaign.Source {

    Bent {
        fieldNames = List.copyOf(fieldNames);
    }

    @Override
    public Attack attack(int number, World world, SplittableRandom random) {
        Draft draft = new ValidRequests(world, random).draw(operation);
        new Mutations(operation, fieldNames, world, random).bend(draft);
        return draft.toAttack(operation.key() + " #" + number);
    }
}
