package org.messageroaming.client;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a device knows of a conversation besides its messages.
 *
 * @param known which sequences are known
 * @param hidden the sequences that the user deleted
 * @param clearedUpTo nothing at or below is shown; 0 when nothing was cleared
 * @param readUpTo the last sequence that the user has read or sent; 0 for none
 * @param changesCursor up to where the conversation's changes are in the local copy; null when that is not known
 */
public record LocalConversation(
        SeqSet known,
        Set<Long> hidden,
        long clearedUpTo,
        long readUpTo,
        @Nullable String changesCursor) {
    /** Nothing is known. */
    public static final LocalConversation NEW = new LocalConversation(SeqSet.EMPTY, Set.of(), 0, 0, null);

    /** Copies the set. */
    public LocalConversation {
        hidden = Set.copyOf(hidden);
    }

    LocalConversation knowing(long first, long last) {
        return new LocalConversation(known.with(first, last), hidden, clearedUpTo, readUpTo, changesCursor);
    }

    LocalConversation hiding(Collection<Long> seqs) {
        Set<Long> all = new HashSet<>(hidden);
        all.addAll(seqs);
        return new LocalConversation(known, all, clearedUpTo, readUpTo, changesCursor);
    }

    LocalConversation clearedTo(long seq) {
        return new LocalConversation(known, hidden, Math.max(clearedUpTo, seq), readUpTo, changesCursor);
    }

    LocalConversation readTo(long seq) {
        return new LocalConversation(known, hidden, clearedUpTo, Math.max(readUpTo, seq), changesCursor);
    }

    LocalConversation at(String cursor) {
        return new LocalConversation(known, hidden, clearedUpTo, readUpTo, cursor);
    }

    /** The marks stay; the messages must be loaded again. */
    LocalConversation forgotten() {
        return new LocalConversation(SeqSet.EMPTY, hidden, clearedUpTo, readUpTo, null);
    }

    boolean shows(long seq) {
        return seq > clearedUpTo && !hidden.contains(seq);
    }
}
