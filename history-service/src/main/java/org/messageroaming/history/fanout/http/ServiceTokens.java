package org.messageroaming.history.fanout.http;

/** Where this service gets the token from by which offline-service knows it. */
interface ServiceTokens {

    /** A token that is valid for some minutes at least. */
    String current();
}
