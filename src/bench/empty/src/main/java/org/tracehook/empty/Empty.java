package org.tracehook.empty;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** A function with nothing to do. */
@Path("/webhooks/jira")
public class Empty {

    /** Takes a delivery, reads it and does not look at it. */
    @POST
    public String receive(byte[] body) {
        return "{}";
    }
}
