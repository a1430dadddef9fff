package org.messageroaming.edge;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.AbstractProtocol;
import org.messageroaming.model.problem.ProblemCode;

/**
 * Reports nothing: the status says enough of a request that could not be understood. Instantiated by Tomcat by name.
 *
 * <p>Whom Tomcat refuses while it stops is told to come back. A request that comes in between is not read further than its first
 * line, and without this would be refused for lacking a Host header, as if it were the caller's mistake.
 */
public final class SilentErrorReportValve extends ErrorReportValve {

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (response.isError() && isStopping(request)) {
            response.setStatus(ProblemCode.STORE_UNAVAILABLE.status());
            Problems.headers(ProblemCode.STORE_UNAVAILABLE)
                    .forEach((name, values) -> response.setHeader(name, values.get(0)));
        }
        super.invoke(request, response);
    }

    private static boolean isStopping(Request request) {
        return request.getConnector().getProtocolHandler() instanceof AbstractProtocol<?> protocol
                && protocol.isPaused();
    }

    @Override
    protected void report(Request request, Response response, Throwable throwable) {}
}
