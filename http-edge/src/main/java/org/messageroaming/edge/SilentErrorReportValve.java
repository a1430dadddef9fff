package org.messageroaming.edge;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/** Reports nothing: the status says enough of a request that could not be understood. Instantiated by Tomcat by name. */
public final class SilentErrorReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, Throwable throwable) {}
}
