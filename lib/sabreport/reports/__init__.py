"""What lies beside a report and over all of them: its folder, manifest, recipients; index and status."""
