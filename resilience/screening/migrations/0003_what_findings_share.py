from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("screening", "0002_practices_in_order")]

    operations = [
        migrations.AlterModelOptions(
            "screenedarea", {"base_manager_name": "objects", "ordering": ["name", "code"]}
        ),
        migrations.AlterModelOptions(
            "screenedpractice",
            {"base_manager_name": "objects", "ordering": ["rank", "-met", "name", "code"]},
        ),
        migrations.AlterModelOptions(
            "snapshot",
            {
                "base_manager_name": "objects",
                "get_latest_by": ["as_at", "taken_at", "pk"],
                "ordering": ["-as_at", "-taken_at", "-pk"],
            },
        ),
        migrations.RunSQL("DELETE FROM screening_screenedpractice", migrations.RunSQL.noop),
        migrations.RunSQL("DELETE FROM screening_screenedarea", migrations.RunSQL.noop),
        migrations.RunSQL("DELETE FROM screening_snapshot", migrations.RunSQL.noop),
        migrations.RemoveField("screenedpractice", "domains"),
        migrations.RemoveField("screenedpractice", "findings"),
        migrations.RemoveField("screenedpractice", "working"),
        migrations.AddField(
            "screenedpractice", "own", models.JSONField(default=dict), preserve_default=False
        ),
        migrations.AddField(
            "snapshot", "shared", models.JSONField(default=dict), preserve_default=False
        ),
    ]
