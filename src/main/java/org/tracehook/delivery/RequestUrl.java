package org.tracehook.delivery;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The URL of a request, read as Quarkus' HTTP reads it.
 *
 * @param path the segments of the path, decoded, without empty ones, dots and matrix parameters; as they are where the URL
 *     cannot be read
 * @param isReadable whether path and query string are percent-encoded as they must be
 */
public record RequestUrl(List<String> path, boolean isReadable) {

    /** What to do about a URL that cannot be read. */
    public static final String UNREADABLE = "The URL cannot be read: percent-encode its path and its query string.";

    private static final Pattern SLASHES = Pattern.compile("/+");
    private static final Pattern MATRIX_PARAMETERS = Pattern.compile(";.*");

    public RequestUrl {
        path = List.copyOf(path);
    }

    /** The URL of that request; one without a path has no segments. */
    public static RequestUrl of(APIGatewayV2HTTPEvent event) {
        String raw = event.getRawPath() == null
                ? ""
                : SLASHES.matcher(event.getRawPath()).replaceAll("/");
        String query = event.getRawQueryString();
        try {
            URI url = new URI(query == null || query.isEmpty() ? raw : raw + "?" + query);
            return new RequestUrl(segments(url.normalize().getRawPath(), RequestUrl::decoded), true);
        } catch (URISyntaxException e) {
            return new RequestUrl(segments(raw, UnaryOperator.identity()), false);
        }
    }

    private static List<String> segments(String path, UnaryOperator<String> read) {
        return Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(read)
                .toList();
    }

    private static String decoded(String segment) {
        return URI.create("/" + MATRIX_PARAMETERS.matcher(segment).replaceFirst(""))
                .getPath()
                .substring(1);
    }
}
