package org.messageroaming.history.conversation;

import java.util.List;
import org.messageroaming.history.state.Membership;
import org.messageroaming.history.state.SeqRange;

/** A conversation as a user sees it who belongs or once belonged to it. */
public record MemberView(ConversationHead head, Membership membership) {

    /** The sequences that the user sees, save single deleted ones: ascending, disjoint, none empty. */
    public List<SeqRange> visible() {
        return membership.visible(head.historyVisibility(), head.lastSeq());
    }
}
