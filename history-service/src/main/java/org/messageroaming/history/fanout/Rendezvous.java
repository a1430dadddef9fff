package org.messageroaming.history.fanout;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Shares out shards by rendezvous hashing: each goes to the instance with the greatest hash of both, so that one instance more or less
 * moves few shards.
 *
 * <p>The hash must mix well. Of a checksum such as CRC32C two instances' hashes differ by the same bits for every shard, so that one of
 * them may get most shards, or all.
 *
 * @see <a href="https://doi.org/10.1109/90.663936">Thaler and Ravishankar, Using name-based mappings to increase hit rates</a>
 */
final class Rendezvous {
    private Rendezvous() {}

    /** Whose a shard is; empty when there are no instances. */
    static Optional<UUID> owner(Collection<UUID> instances, int shard) {
        return instances.stream().max(Comparator.comparingLong(instance -> weight(instance, shard)));
    }

    private static long weight(UUID instance, int shard) {
        return mixed(mixed(instance.getMostSignificantBits() + shard) ^ instance.getLeastSignificantBits());
    }

    /** The first number of a generator is a well-mixed one of its seed. */
    private static long mixed(long seed) {
        return new SplittableRandom(seed).nextLong();
    }
}
