package org.tracehook.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.DefaultServiceMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A native executable knows the general form of AWS' endpoints alone, none of the services that deviate from it. */
class GeneralEndpointsTest {

    @ParameterizedTest
    @ValueSource(strings = {"dynamodb", "lambda", "secretsmanager"})
    void theServicesInUseHaveThemInEveryRegion(String service) {
        for (Region region : Region.regions()) {
            ServiceMetadata known = ServiceMetadata.of(service);
            ServiceMetadata general = new DefaultServiceMetadata(service);

            assertEquals(known.endpointFor(region), general.endpointFor(region), region::id);
            assertEquals(known.signingRegion(region), general.signingRegion(region), region::id);
        }
    }

    @Test
    void thoseAreTheServicesInUse() {
        assertEquals(
                List.of("dynamodb", "lambda", "secretsmanager"),
                List.of(
                        DynamoDbClient.SERVICE_METADATA_ID,
                        LambdaClient.SERVICE_METADATA_ID,
                        SecretsManagerClient.SERVICE_METADATA_ID));
    }

    @Test
    void anotherServiceDeviates() {
        assertNotEquals(
                ServiceMetadata.of("iam").endpointFor(Region.AWS_GLOBAL),
                new DefaultServiceMetadata("iam").endpointFor(Region.AWS_GLOBAL));
    }
}
