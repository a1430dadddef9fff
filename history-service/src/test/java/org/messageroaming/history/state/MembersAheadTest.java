package org.messageroaming.history.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;
import org.messageroaming.model.OperationId;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.UserId;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Who loads a conversation while entries are being applied may find any of its members as a later entry leaves them, since their rows are
 * written before the head. Once all those entries are folded in the state must be the true one.
 */
class MembersAheadTest {
    private static final ConversationId ID = new ConversationId("c");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final List<UserId> USERS = List.of(new UserId("anna"), new UserId("ben"), new UserId("carla"));
    private static final int ENTRIES = 20;

    @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
    void foldingTheRestMakesUpForIt(@ForAll long seed) {
        Random random = new Random(seed);
        List<Event> events = new ArrayList<>(List.of(new Event.ConversationCreated(
                ID, ConversationKind.GROUP, HistoryVisibility.SINCE_JOIN, NOW, USERS.subList(0, 2))));
        List<Conversation> states = new ArrayList<>(List.of(Conversation.fold(null, events.get(0), 1)));
        Map<UserId, Membership> formers = new HashMap<>();
        for (int position = 2; position <= ENTRIES; position++) {
            Conversation state = states.get(states.size() - 1);
            Event event = event(random, state, formers, position);
            events.add(event);
            states.add(Conversation.fold(state, event, position));
        }

        int head = random.nextInt(ENTRIES);
        int furthest = head + random.nextInt(ENTRIES - head);
        Conversation loaded = withMembersAhead(random, states.subList(head, furthest + 1));
        for (int i = head + 1; i <= furthest; i++) {
            loaded = Conversation.fold(loaded, events.get(i), i + 1);
        }
        assertThat(loaded).isEqualTo(states.get(furthest));
    }

    /** The first of the states, with each user as any of them has it. */
    private static Conversation withMembersAhead(Random random, List<Conversation> states) {
        Conversation head = states.get(0);
        PMap<UserId, Membership> members = HashTreePMap.empty();
        for (UserId user : USERS) {
            Membership membership =
                    states.get(random.nextInt(states.size())).members().get(user);
            members = membership == null ? members : members.plus(user, membership);
        }
        return new Conversation(
                ID,
                head.kind(),
                head.historyVisibility(),
                head.createdAt(),
                head.lastSeq(),
                head.lastMessageAt(),
                members,
                head.changes(),
                head.position());
    }

    private static Event event(Random random, Conversation state, Map<UserId, Membership> formers, int position) {
        UserId user = USERS.get(random.nextInt(USERS.size()));
        Membership membership = state.members().get(user);
        if (membership == null) {
            Membership former = formers.get(user);
            return new Event.MemberJoined(
                    ID,
                    former == null
                            ? Membership.joined(user, NOW, state.lastSeq())
                            : former.rejoined(NOW, state.lastSeq()));
        }
        OperationId id = new OperationId("o" + position);
        Sequence seq = new Sequence(1 + random.nextInt((int) state.lastSeq() + 1));
        return switch (random.nextInt(6)) {
            case 0 -> {
                Membership left = membership.left(NOW, state.lastSeq());
                formers.put(user, left);
                yield new Event.MemberLeft(ID, left);
            }
            case 1 -> {
                formers.remove(user);
                yield new Event.MemberErased(ID, user, true);
            }
            case 2 -> applied(new Operation.Read(ID, seq, id, user, NOW), 1);
            case 3 -> applied(new Operation.Clear(ID, seq, id, user, NOW), 1);
            case 4 ->
                applied(
                        new Operation.Delete(ID, List.of(seq), id, user, NOW),
                        membership.marks().deletions() + 1);
            default -> new Event.MessageAppended(message(user, state.lastSeq() + 1), "digest", false);
        };
    }

    private static Event applied(Operation operation, long number) {
        return new Event.OperationApplied(operation, "digest", number, null, List.of());
    }

    private static Message message(UserId sender, long seq) {
        return TestMessages.sent(ID, seq, sender, NOW);
    }
}
