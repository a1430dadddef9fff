package org.messageroaming.history.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.journal.Entry;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.ConversationKind;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.HistoryVisibility;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;

/** The members at a past position, worked out from tables that are further on, or half way to being so. */
class MembershipTrailTest {
    private static final ConversationId GROUP = new ConversationId("g");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final UserId ANNA = new UserId("anna");
    private static final UserId BEN = new UserId("ben");
    private static final UserId CARLA = new UserId("carla");
    private static final Event JOINS = new Event.MemberJoined(GROUP, Membership.joined(CARLA, NOW, 1));
    private static final Event LEAVES =
            new Event.MemberLeft(GROUP, Membership.joined(BEN, NOW, 0).left(NOW, 1));

    /** As it was created, by Anna and Ben, at position 1. */
    private final Conversation created = Conversation.fold(
            null,
            new Event.ConversationCreated(
                    GROUP, ConversationKind.GROUP, HistoryVisibility.SINCE_JOIN, NOW, List.of(ANNA, BEN)),
            1);

    private final MembershipTrail trail = new MembershipTrail(1);

    private static Entry entry(long position, Event... events) {
        return new Entry(position, UUID.randomUUID(), List.of(events));
    }

    @Test
    void whatCameAfterwardsIsUndone() {
        trail.scan(entry(3, JOINS, LEAVES));
        Conversation later = Conversation.fold(Conversation.fold(created, JOINS, 3), LEAVES, 3);
        assertThat(trail.membersBefore(later, 2, 0)).containsExactlyInAnyOrder(ANNA, BEN);
        assertThat(trail.membersBefore(later, 3, 1)).containsExactlyInAnyOrder(ANNA, BEN, CARLA);
    }

    /** The member rows of an entry are written before the head that tells its position. */
    @Test
    void rowsThatAreAheadOfTheHeadAreUndoneAsWell() {
        trail.scan(entry(3, JOINS, LEAVES));
        Conversation halfApplied = Conversation.fold(Conversation.fold(created, JOINS, 1), LEAVES, 1);
        assertThat(trail.membersBefore(halfApplied, 2, 0)).containsExactlyInAnyOrder(ANNA, BEN);
    }

    @Test
    void whoWasErasedAfterwardsWasAMemberAndWhoWasNoneStaysNone() {
        trail.scan(entry(3, new Event.MemberErased(GROUP, BEN, true), new Event.MemberErased(GROUP, CARLA, false)));
        Conversation later = Conversation.fold(created, new Event.MemberErased(GROUP, BEN, true), 3);
        assertThat(trail.membersBefore(later, 2, 0)).containsExactlyInAnyOrder(ANNA, BEN);
        assertThat(trail.membersBefore(later, 3, 1)).containsExactlyInAnyOrder(ANNA);
    }

    @Test
    void whatTheTablesDoNotShowYetNeedsNoUndoing() {
        trail.scan(entry(3, JOINS, LEAVES));
        assertThat(trail.membersBefore(created, 2, 0)).containsExactlyInAnyOrder(ANNA, BEN);
    }
}
