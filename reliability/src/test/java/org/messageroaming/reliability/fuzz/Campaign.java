package org.messageroaming.reliability.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Attacks one operation of one service. Every request goes to a decoy first, which shows whether it is refused; those that are go
 * to a victim, in lots, and the victim must afterwards be told of as before. That is exact: a request which the victim accepted
 * spoils the lot, which is repeated without it on a new victim.
 */
final class Campaign {
    private static final int LOT = 250;

    private final Crew crew;
    private final Worlds worlds;
    private final Wire offline;
    private final Wire history;
    private final Source source;
    private final Findings findings;

    private World decoy;
    private World victim;

    /** Makes the request of a number; the same one for worlds that differ only in their letters. */
    interface Source {
        Attack attack(int number, World world, SplittableRandom random);
    }

    Campaign(Crew crew, Worlds worlds, Wire offline, Wire history, Source source, Findings findings) {
        this.crew = crew;
        this.worlds = worlds;
        this.offline = offline;
        this.history = history;
        this.source = source;
        this.findings = findings;
        this.decoy = worlds.create();
        this.victim = worlds.create();
    }

    void run(int count) {
        for (int first = 0; first < count; first += LOT) {
            List<Integer> lot =
                    IntStream.range(first, Math.min(count, first + LOT)).boxed().toList();
            List<Boolean> refused = send(lot, decoy);
            prove(IntStream.range(0, lot.size())
                    .filter(refused::get)
                    .mapToObj(lot::get)
                    .toList());
        }
    }

    /** Each one's answer is judged; whether it was refused, and so must have changed nothing. */
    private List<Boolean> send(List<Integer> lot, World world) {
        List<Attack> attacks = lot.stream().map(number -> attack(number, world)).toList();
        List<Answer> answers = crew.send(attacks);
        List<Boolean> refused = new ArrayList<>();
        for (int i = 0; i < attacks.size(); i++) {
            findings.judge(attacks.get(i), answers.get(i));
            refused.add(isRefused(attacks.get(i), answers.get(i)));
        }
        return refused;
    }

    /** Each number has a draw of its own, so that one can be made again without those before it. */
    private Attack attack(int number, World world) {
        return source.attack(number, world, new SplittableRandom(Objects.hash(findings.seed(), number)));
    }

    /** An import whose lines were all rejected is as good as refused; of a broken HTTP/0.9 the outcome is not known. */
    private static boolean isRefused(Attack attack, Answer answer) {
        return answer.isRefusal()
                || (attack.target().contains("/import")
                        && answer.body().startsWith("{\"imported\":0,\"duplicates\":0,"));
    }

    private void prove(List<Integer> refused) {
        List<Integer> lot = refused;
        boolean accepted = true;
        while (accepted && !lot.isEmpty()) {
            WorldDigest before = digest();
            List<Boolean> again = send(lot, victim);
            List<Integer> current = lot;
            lot = IntStream.range(0, current.size())
                    .filter(again::get)
                    .mapToObj(current::get)
                    .toList();
            accepted = lot.size() < current.size();
            if (accepted) {
                victim = worlds.create();
            } else if (!before.differences(digest()).isEmpty()) {
                blame(lot, before.differences(digest()));
            }
        }
    }

    /** Finds out on a new victim which one it was. */
    private void blame(List<Integer> lot, List<String> differences) {
        victim = worlds.create();
        WorldDigest before = digest();
        boolean found = false;
        for (int number : lot) {
            boolean refused = send(List.of(number), victim).get(0);
            WorldDigest after = digest();
            List<String> changed = before.differences(after);
            if (refused && !changed.isEmpty()) {
                found = true;
                findings.add(attack(number, victim) + "\n  was refused and changed " + changed);
            }
            before = after;
        }
        if (!found) {
            findings.add("One of " + attack(lot.get(0), victim).name() + " and " + (lot.size() - 1)
                    + " more was refused and changed " + differences);
        }
        victim = worlds.create();
    }

    private WorldDigest digest() {
        return WorldDigest.of(victim, offline, history);
    }
}
