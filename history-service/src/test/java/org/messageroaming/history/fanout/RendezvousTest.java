package org.messageroaming.history.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RendezvousTest {
    private static final int SHARDS = 32;
    private static final int DEPLOYMENTS = 1000;

    private final Random random = new Random(20261126);

    private List<UUID> instances(int count) {
        return Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()))
                .limit(count)
                .toList();
    }

    private static long share(UUID instance, List<UUID> all) {
        return IntStream.range(0, SHARDS)
                .filter(shard -> Rendezvous.owner(all, shard).orElseThrow().equals(instance))
                .count();
    }

    /** By chance one of two has less than a quarter in two of a thousand deployments; by CRC32C it was sixty. */
    @Test
    void twoInstancesHaveFairShares() {
        long unfair = IntStream.range(0, DEPLOYMENTS)
                .mapToObj(i -> instances(2))
                .filter(two -> Math.min(share(two.get(0), two), share(two.get(1), two)) < SHARDS / 4)
                .count();
        assertThat(unfair).isLessThan(10);
    }

    @Test
    void ofManyInstancesEachHasSomething() {
        for (int i = 0; i < DEPLOYMENTS; i++) {
            List<UUID> three = instances(3);
            assertThat(three).allSatisfy(one -> assertThat(share(one, three)).isPositive());
        }
    }

    @Test
    void whoComesTakesShardsAndMovesNoOthers() {
        List<UUID> three = instances(3);
        List<UUID> two = three.subList(0, 2);
        for (int shard = 0; shard < SHARDS; shard++) {
            UUID now = Rendezvous.owner(three, shard).orElseThrow();
            assertThat(now.equals(three.get(2))
                            || now.equals(Rendezvous.owner(two, shard).orElseThrow()))
                    .isTrue();
        }
    }
}
