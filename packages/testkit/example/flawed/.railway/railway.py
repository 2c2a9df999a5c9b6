from railway_sdk import define_railway, github, postgres, project, service


@define_railway
def main(ctx=None):
    database = postgres("postgres")
    worker = service("worker", source=github("itemize/itemize"), env={"DATABASE_URL": database.env.DATABASE_URL})
    return project("itemize", resources=[database, worker])
