package org.messageroaming.reliability.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Who talks to whom in one round.
 *
 * @param users all of them
 * @param groups the conversations
 * @param hot the one in which everybody talks at once when instances are to race
 */
public record World(List<String> users, List<Group> groups, Group hot) {
    private static final int SMALLEST_GROUP = 2;

    /** Copies the lists. */
    public World {
        users = List.copyOf(users);
        groups = List.copyOf(groups);
    }

    /**
     * A conversation.
     *
     * @param churns whether members leave and come back while it goes on
     */
    public record Group(String id, List<String> members, boolean churns) {
        /** Copies the members. */
        public Group {
            members = List.copyOf(members);
        }
    }

    /**
     * Draws a world.
     *
     * @param name what all its identifiers begin with
     * @param largestGroup members of the largest conversation but the hot one, which has all users
     */
    public static World draw(String name, int userCount, int groupCount, int largestGroup, Random random) {
        List<String> users =
                IntStream.range(0, userCount).mapToObj(i -> name + "-u" + i).toList();
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < groupCount; i++) {
            int size = SMALLEST_GROUP + random.nextInt(largestGroup - SMALLEST_GROUP + 1);
            List<String> members = random.ints(0, userCount)
                    .distinct()
                    .limit(size)
                    .mapToObj(users::get)
                    .toList();
            groups.add(new Group(name + "-c" + i, members, i % 5 == 4 && size > SMALLEST_GROUP));
        }
        return new World(users, groups, new Group(name + "-hot", users, false));
    }

    /** The conversations that a user belongs to at the beginning, the hot one not among them. */
    public List<Group> of(String user) {
        return groups.stream().filter(group -> group.members().contains(user)).toList();
    }
}
