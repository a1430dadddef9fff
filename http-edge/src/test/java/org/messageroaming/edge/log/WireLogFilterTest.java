package org.messageroaming.edge.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.messageroaming.edge.EdgeServiceTest;
import org.messageroaming.edge.access.AccessRules;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * What nobody could read as a request is not told either. Tomcat tells of the first one that the objects of a connection meet, so there
 * is one test.
 */
@ExtendWith(OutputCaptureExtension.class)
class WireLogFilterTest extends EdgeServiceTest {

    /** A client that counts characters instead of bytes does that. */
    @Test
    void theRestOfABodyThatIsLongerThanItSaysIsNotLogged(CapturedOutput output) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String text = "POST /v1/any HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}\"planted\"}\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("HTTP/1.1 401", "HTTP/1.1 400");
        }
        assertThat(output).doesNotContain("planted");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(SimpleMeterRegistry.class)
    static class Service {
        @Bean
        AccessRules accessRules() {
            return AccessRules.denied();
        }
    }
}
