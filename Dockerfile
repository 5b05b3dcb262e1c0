# One image for every process of Tidemill; docker-compose.yml says which one a container runs.
FROM eclipse-temurin:17-jdk AS build
RUN apt-get update && apt-get install -y --no-install-recommends maven && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN mvn -B -ntp -DskipTests package \
 && for module in kafka-local glue-local planner-service executor-service catalog-service cli; do \
      mkdir -p /app/$module/lib; \
      tr ':' '\n' < $module/target/classpath | xargs -I{} cp {} /app/$module/lib/; \
      cp $module/target/tidemill-$module-*.jar /app/$module/lib/; \
      if [ -f $module/target/jvm.options ]; then cp $module/target/jvm.options /app/$module/; else : > /app/$module/jvm.options; fi; \
    done

FROM eclipse-temurin:17-jre
RUN useradd --system --create-home --uid 1001 tidemill && mkdir /data && chown tidemill /data
COPY --from=build /app /app
USER tidemill
WORKDIR /data
ENV MODULE=planner-service MAIN=io.tidemill.planner.PlannerApplication JAVA_OPTS=-Xmx512m
ENTRYPOINT ["/bin/sh", "-c", "exec java $JAVA_OPTS @/app/$MODULE/jvm.options -cp \"/app/$MODULE/lib/*\" $MAIN \"$@\"", "tidemill"]
