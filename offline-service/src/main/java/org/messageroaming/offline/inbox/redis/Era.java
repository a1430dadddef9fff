package org.messageroaming.offline.inbox.redis;

/** By what a cursor tells that Redis was restarted or failed over after it was given; a Lua file of its own each. */
enum Era {
    /** The server's replication id, which is drawn anew at least whenever what it holds may be less than what it held. */
    REPLICATION("era-replication.lua"),
    /** Nothing: what was acknowledged is never lost. */
    NONE("era-none.lua");

    private final String file;

    Era(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    static Era of(boolean lossless) {
        return lossless ? NONE : REPLICATION;
    }
}
