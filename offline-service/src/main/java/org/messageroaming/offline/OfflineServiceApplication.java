package org.messageroaming.offline;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts offline-service. */
@SpringBootApplication
public class OfflineServiceApplication {

    /** @param arguments Spring Boot's */
    public static void main(String[] arguments) {
        SpringApplication.run(OfflineServiceApplication.class, arguments);
    }
}
