"""The report: one document made from a bundle's context, and its renderings for screens, paper and terminals."""
