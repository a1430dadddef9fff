package org.messageroaming.localstack;

/**
 * Where a server listens.
 *
 * @param host name or address
 * @param port TCP port, 1 to 65535
 */
public record Endpoint(String host, int port) {

    static final String LOOPBACK = "127.0.0.1";

    /** @throws IllegalArgumentException if the host is blank or the port out of range */
    public Endpoint {
        if (host.isBlank()) {
            throw new IllegalArgumentException("The host is blank");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("The port is not between 1 and 65535: " + port);
        }
    }

    /**
     * Reads {@code host:port}; an IPv6 address stands in brackets.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("Not host:port: " + text);
        }
        try {
            return new Endpoint(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Not host:port: " + text, e);
        }
    }

    static Endpoint local(int port) {
        return new Endpoint(LOOPBACK, port);
    }

    /** {@code host:port}, as {@link #parse} reads it. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
