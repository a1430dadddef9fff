package org.messageroaming.edge;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** What a request came over: a connection, or a stream of one where it is HTTP/2. */
public final class ClientConnection {
    private static final String DROP = ClientConnection.class.getName();

    private ClientConnection() {}

    /**
     * Ends it without another byte, also of those that wait for the client to read: the servlet API has only ways that go on writing
     * them. For threads of Tomcat that handle an event of the request.
     */
    public static void drop(ServletRequest request) {
        if (request.getAttribute(DROP) instanceof Runnable drop) {
            drop.run();
        }
    }

    /** Lets requests be dropped. */
    static final class DropValve extends ValveBase {
        DropValve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            org.apache.coyote.Request wire = request.getCoyoteRequest();
            Runnable drop = () -> wire.action(ActionCode.CLOSE_NOW, new IOException("The client is let go"));
            request.setAttribute(DROP, drop);
            getNext().invoke(request, response);
        }
    }
}
