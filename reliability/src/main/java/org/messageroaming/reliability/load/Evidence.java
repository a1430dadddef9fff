package org.messageroaming.reliability.load;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that was asked, answered and given in a round.
 *
 * @param groups every conversation
 * @param asked by clients that wrote; the users among them first, in the order of {@code received}
 * @param received by the users' devices
 * @param tenures who belonged where when
 * @param losses what Redis may have lost: then devices may be told so instead of given something, and a recalled message's content may be
 *     back in an inbox
 */
public record Evidence(
        List<World.Group> groups, List<Asked> asked, List<Received> received, Tenures tenures, Losses losses) {
    /** Copies the lists. */
    public Evidence {
        groups = List.copyOf(groups);
        asked = List.copyOf(asked);
        received = List.copyOf(received);
    }

    /** Everything that was sent. */
    public List<Fate> fates() {
        return asked.stream().flatMap(one -> one.fates().stream()).toList();
    }

    /** What was sent to a conversation. */
    public List<Fate> fates(World.Group group) {
        return fates().stream().filter(fate -> fate.group().equals(group)).toList();
    }

    /** When the sequences of each conversation were given out. */
    public Map<World.Group, Moments> moments() {
        Map<World.Group, Moments> moments = new HashMap<>();
        groups.forEach(group -> moments.put(group, new Moments(fates(group))));
        return moments;
    }

    /** What a user asked for itself. */
    public Collection<Asked> askedBy(String user) {
        return asked.stream().filter(one -> one.user().equals(user)).toList();
    }
}
