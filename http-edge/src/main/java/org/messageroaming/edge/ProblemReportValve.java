package org.messageroaming.edge;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.AbstractProtocol;
import org.messageroaming.model.problem.ProblemCode;
import org.springframework.http.HttpStatus;

/**
 * Answers what Tomcat refuses before the application sees it, such as headers that are too long, as a problem document too.
 * Instantiated by Tomcat by name.
 *
 * <p>Whom Tomcat refuses while it stops is told to come back. A request that comes in between is not read further than its first
 * line, and without this would be refused for lacking a Host header, as if it were the caller's mistake.
 */
public final class ProblemReportValve extends ErrorReportValve {
    private static final String MALFORMED =
            "The request line and the headers must be well-formed HTTP/1.1 and not longer than the server reads.";

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (response.isError() && isStopping(request)) {
            response.setStatus(ProblemCode.STORE_UNAVAILABLE.status());
        }
        super.invoke(request, response);
    }

    private static boolean isStopping(Request request) {
        return request.getConnector().getProtocolHandler() instanceof AbstractProtocol<?> protocol
                && protocol.isPaused();
    }

    /** Says nothing where something was said already. */
    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        int status = response.getStatus();
        if (status < HttpStatus.BAD_REQUEST.value()
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        try {
            if (status == ProblemCode.STORE_UNAVAILABLE.status()) {
                Problems.write(response, ProblemCode.STORE_UNAVAILABLE, "The service is stopping.");
            } else {
                Problems.write(response, HttpStatus.valueOf(status), detail(status));
            }
            response.finishResponse();
        } catch (IOException clientIsGone) {
            container.getLogger().debug("Nobody read why a request was refused", clientIsGone);
        }
    }

    private static String detail(int status) {
        return status == HttpStatus.BAD_REQUEST.value()
                ? MALFORMED
                : HttpStatus.valueOf(status).getReasonPhrase();
    }
}
