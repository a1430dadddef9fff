package org.messageroaming.offline.inbox.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.messageroaming.offline.inbox.Gap;
import org.messageroaming.offline.inbox.InboxCursor;
import org.messageroaming.offline.inbox.InboxEntry;
import org.messageroaming.offline.inbox.InboxPage;

/**
 * Gathers a page: what {@code pull.lua} gave, and what then follows of the sorted set as it stands.
 *
 * <p>Anything may happen to the inbox between the two. Entries that were dropped meanwhile are missed by their number, and the page ends
 * before them. If the inbox was lost or began anew, the page's cursor does not fit it: it names the incarnation, the era and the newest
 * entry that the script saw, and the next pull is told so.
 */
final class PullPage {
    private static final int HEAD = 8;
    /** What stands before a stored entry, its sequence included, which has 16 digits at most. */
    private static final int LONGEST_HEAD = 24;
    /** How often more is read when entries turn out smaller than they might have been; then the page ends, and the next pull goes on. */
    private static final int MAX_READS = 4;

    private final String verdict;
    private final String incarnation;
    private final long tip;
    private final String tipCheck;
    private final long largest;
    private final List<InboxEntry> entries = new ArrayList<>();
    private long seq;
    private String check;
    private long room;
    private int reads;

    /** @param answer what the script answered */
    PullPage(List<Object> answer) {
        this.verdict = text(answer.get(0));
        this.incarnation = text(answer.get(1));
        this.check = text(answer.get(3));
        this.tip = Long.parseLong(text(answer.get(4)));
        this.tipCheck = text(answer.get(5));
        this.room = (Long) answer.get(6);
        this.largest = (Long) answer.get(7);
        List<Object> given = answer.subList(HEAD, answer.size());
        this.seq = Long.parseLong(text(answer.get(2))) - given.size();
        given.forEach(member -> take(next((byte[]) member)));
    }

    /** The last entry's sequence. */
    long seq() {
        return seq;
    }

    /**
     * How many of the entries that follow are to be read next: as many as may be given, whatever they have.
     *
     * @param limit how many the page may have
     * @return 0 when the page is complete
     */
    int wanted(int limit) {
        if (reads == MAX_READS) {
            return 0;
        }
        long left = Math.min(limit - entries.size(), tip - seq);
        return (int) Math.min(left, room / (largest + LONGEST_HEAD - Proofs.CHECK_LENGTH));
    }

    /**
     * Takes in what was read of the {@link #wanted} ones.
     *
     * @return false when the page ends here
     */
    boolean add(List<byte[]> members, int wanted) {
        reads++;
        if (members.size() != wanted) {
            return false;
        }
        int before = entries.size();
        for (byte[] member : members) {
            InboxEntry entry = next(member);
            if (entry.length() > room) {
                // What was recalled since may have become a little larger than anything that was ever added.
                break;
            }
            take(entry);
            room -= entry.length();
        }
        int taken = entries.size() - before;
        if (taken > 0) {
            check = new String(members.get(taken - 1), 0, Proofs.CHECK_LENGTH, US_ASCII);
        }
        return taken == wanted;
    }

    /** @param now when the cursor is given */
    InboxPage page(Instant now) {
        InboxCursor cursor = new InboxCursor(incarnation, seq, check, tip, tipCheck, now);
        return new InboxPage(entries, cursor, seq < tip, verdict.isEmpty() ? null : Gap.valueOf(verdict));
    }

    private void take(InboxEntry entry) {
        entries.add(entry);
        seq++;
    }

    /** A member as the entry after the last one. */
    private InboxEntry next(byte[] member) {
        return new InboxEntry(seq + 1, member, Proofs.CHECK_LENGTH);
    }

    private static String text(Object value) {
        return new String((byte[]) value, US_ASCII);
    }
}
