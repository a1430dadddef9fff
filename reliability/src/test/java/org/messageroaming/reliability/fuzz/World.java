package org.messageroaming.reliability.fuzz;

import java.util.random.RandomGenerator;
import org.messageroaming.localstack.Tokens;

/**
 * A conversation and its people, on whom requests are tried. Two worlds differ only in the letters of their names, so the same
 * draw makes the same request for both.
 *
 * @param name as long for every world
 * @param cursors what the services gave out for this world
 */
record World(String name, Tokens tokens, Cursors cursors) {
    /** Messages 1 to this are in its conversation. */
    static final int MESSAGES = 9;

    /** Members who may be made to leave. */
    static final int LEAVERS = 6;

    private static final int UNBORN = 4;

    /**
     * Cursors that a client of this world would hold.
     *
     * @param inbox ann's
     * @param otherInbox bob's
     * @param changes of the conversation, ann's
     * @param list of ann's conversations
     */
    record Cursors(String inbox, String otherInbox, String changes, String list) {}

    String conversation() {
        return "talk-" + name;
    }

    /** A second one, between ann and bob alone. */
    String pair() {
        return "pair-" + name;
    }

    /** A conversation that does not exist until a request makes it. */
    String unborn(int number) {
        return "new-" + number + "-" + name;
    }

    String anyUnborn(RandomGenerator random) {
        return unborn(random.nextInt(UNBORN));
    }

    static int unbornCount() {
        return UNBORN;
    }

    /** A member who reads, writes and has a device. */
    String ann() {
        return "ann-" + name;
    }

    /** Another such member. */
    String bob() {
        return "bob-" + name;
    }

    /** Who has left. */
    String cid() {
        return "cid-" + name;
    }

    /** Who never was a member. */
    String eve() {
        return "eve-" + name;
    }

    String leaver(int number) {
        return "lea-" + number + "-" + name;
    }

    String service() {
        return tokens.service("gateway");
    }
}
