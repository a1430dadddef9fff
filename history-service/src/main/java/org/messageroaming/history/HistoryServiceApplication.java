package org.messageroaming.history;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts history-service. */
@SpringBootApplication
public class HistoryServiceApplication {

    /** @param arguments Spring Boot's */
    public static void main(String[] arguments) {
        SpringApplication.run(HistoryServiceApplication.class, arguments);
    }
}
