package org.tracehook.history;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.tracehook.delivery.Delivery;
import org.tracehook.delivery.Headers;
import org.tracehook.delivery.InvocationContexts;
import org.tracehook.delivery.Reply;
import org.tracehook.problem.ProblemKind;

/** The HTTP endpoint at which people and programs read traces and run them again. */
@Path("/traces")
public class TracesEndpoint {

    private static final MediaType TEXT = MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8");

    private final TraceQueries traces;
    private final Reruns reruns;
    private final InvocationContexts invocations;

    TracesEndpoint(TraceQueries traces, Reruns reruns, InvocationContexts invocations) {
        this.traces = traces;
        this.reruns = reruns;
        this.invocations = invocations;
    }

    /** A trace by its id, with the outputs of its steps if they are asked for. */
    @GET
    @Path("/{id}")
    public Response one(
            @PathParam("id") String id,
            @QueryParam("outputs") String outputs,
            @Context APIGatewayV2HTTPEvent event,
            @Context HttpHeaders negotiated) {
        String asked = outputs == null && isThere("outputs", event.getRawQueryString()) ? "" : outputs;
        return response(traces.one(new Headers(event.getHeaders()), id, asked), negotiated);
    }

    /** Whether the query has the parameter, be it without a value, which REST takes for one that is missing. */
    private static boolean isThere(String parameter, String query) {
        return query != null && query.matches("(?:.*&)?" + parameter + "=?(?:&.*)?");
    }

    /** The traces of an issue that began last. */
    @GET
    public Response ofIssue(
            @QueryParam("issue") String issue,
            @QueryParam("limit") String limit,
            @Context APIGatewayV2HTTPEvent event,
            @Context HttpHeaders negotiated) {
        return response(traces.ofIssue(new Headers(event.getHeaders()), issue, limit), negotiated);
    }

    /** Runs a trace's pipeline again; answers as a delivery does. */
    @POST
    @Path("/{id}/rerun")
    public Response again(
            @PathParam("id") String id,
            @Context APIGatewayV2HTTPEvent event,
            @Context com.amazonaws.services.lambda.runtime.Context lambda) {
        Delivery asking = new Delivery(
                new Headers(event.getHeaders()),
                new byte[0],
                null,
                InvocationContexts.sourceAddress(event),
                invocations.of(lambda));
        return challenging(reruns.run(asking, id).response());
    }

    private static Response response(TraceQueries.QueryResult answer, HttpHeaders negotiated) {
        if (answer instanceof TraceQueries.Refused refused) {
            return challenging(new Reply.Refused(refused.problem()).response());
        }
        TraceQueries.Found found = (TraceQueries.Found) answer;
        return wantsText(negotiated)
                ? Response.ok(found.text(), TEXT).build()
                : Response.ok(found.json(), MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static Response challenging(Response response) {
        return response.getStatus() == ProblemKind.UNAUTHENTICATED.status()
                ? Response.fromResponse(response)
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"traces\"")
                        .build()
                : response;
    }

    /** Whether words are preferred to the document, which is what any client gets that does not say. */
    private static boolean wantsText(HttpHeaders negotiated) {
        return negotiated.getAcceptableMediaTypes().stream()
                .filter(type -> type.isCompatible(MediaType.APPLICATION_JSON_TYPE)
                        || type.isCompatible(MediaType.TEXT_PLAIN_TYPE))
                .findFirst()
                .filter(type -> !type.isCompatible(MediaType.APPLICATION_JSON_TYPE))
                .isPresent();
    }
}
