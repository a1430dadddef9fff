package org.messageroaming.reliability.check;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Whole conversations, inboxes and lists as the services show them. */
interface Pages {

    /** Every message of a conversation that a user may see; all of them for a back end, whose name is empty. */
    List<JsonNode> conversation(String id, String user);

    /** Every entry that a user's inbox keeps. */
    List<JsonNode> inbox(String user);

    /** A user's conversations as a new device is shown them. */
    List<JsonNode> list(String user);

    /** A conversation's members. */
    List<JsonNode> members(String conversation);
}
