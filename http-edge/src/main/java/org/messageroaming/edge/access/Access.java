package org.messageroaming.edge.access;

import org.messageroaming.model.Identifier;
import org.messageroaming.model.problem.ForbiddenException;

/** Who may call an endpoint. */
public enum Access {
    /** A trusted back end. */
    SERVICE {
        @Override
        void check(Caller caller, String userId) {
            if (!caller.isService()) {
                throw new ForbiddenException("This needs a token with the scope " + Caller.SERVICE_SCOPE);
            }
        }
    },

    /** The user that the path's {@code userId} names, with a token of its own. */
    SELF {
        @Override
        void check(Caller caller, String userId) {
            if (caller.isService()) {
                throw new ForbiddenException("This needs the user's own token");
            }
            SELF_OR_SERVICE.check(caller, userId);
        }
    },

    /** The user that the path's {@code userId} names, or a trusted back end. */
    SELF_OR_SERVICE {
        /** A name that is malformed is nobody's; it is refused as such where it is read. */
        @Override
        void check(Caller caller, String userId) {
            if (Identifier.isWellFormed(userId)) {
                caller.requireSelfOrService(caller.naming(userId));
            }
        }
    },

    /** Whoever has a token. The service looks further at what is asked for, and says not found to a stranger. */
    BY_MEMBERSHIP {
        @Override
        void check(Caller caller, String userId) {}
    };

    /**
     * Lets a caller through.
     *
     * @param userId whom the path names; empty where it names nobody
     * @throws ForbiddenException when it may not
     */
    abstract void check(Caller caller, String userId);
}
